#include<cstdio>
int main(){long long n,c;scanf("%lld%lld",&n,&c);if(c)printf("%lld\n",(n-1)/c+1);else puts("stranded");}
