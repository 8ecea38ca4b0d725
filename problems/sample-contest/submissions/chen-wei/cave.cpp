#include<cstdio>
// dfs, depth up to 1e6
int k,tot=1,hd[1000005],nx[1000005],ans;
int dfs(int u){
int a=0,b=0;
for(int v=hd[u];v;v=nx[v]){int h=dfs(v)+1;if(h>a){b=a;a=h;}else if(h>b)b=h;}
if(a+b>ans)ans=a+b;
return a;
}
int main(){
scanf("%d",&k);
while(k--){
int p,l;scanf("%d%d",&p,&l);
while(l--){++tot;nx[tot]=hd[p];hd[p]=tot;p=tot;}
}
dfs(1);
printf("%d\n",ans);
}
