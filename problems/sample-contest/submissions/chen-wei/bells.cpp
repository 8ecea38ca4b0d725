#include<cstdio>
#include<algorithm>
long long v[200005],n,d,s,a,c,m,ans;
int main(){
scanf("%lld%lld%lld%lld%lld%lld",&n,&d,&s,&a,&c,&m);
for(int i=0;i<n;i++){v[i]=s;s=(a*s+c)%m;}
std::sort(v,v+n);
for(int i=0,j=0;i<n;i++){while(v[i]-v[j]>d)j++;ans+=i-j;}
printf("%lld\n",ans);
}
