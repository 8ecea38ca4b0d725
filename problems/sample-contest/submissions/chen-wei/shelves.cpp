#include<cstdio>
long long n,t;int b[20005],k;
int main(){
scanf("%lld%lld",&n,&t);
while(t&&n){if(n<=t){t-=n;b[k++]=n;}n--;}
printf("%d\n",k);
while(k)printf("%d\n",b[--k]);
}
