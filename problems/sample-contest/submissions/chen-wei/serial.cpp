#include<cstdio>
#include<cstring>
char s[1000005];long long f[7],ans;
int main(){
scanf("%s",s);
f[0]=1;
for(int i=strlen(s)-1,r=0,p=1;i>=0;i--){r=(r+(s[i]-48)*p)%7;p=p*10%7;ans+=f[r]++;}
printf("%lld\n",ans);
}
