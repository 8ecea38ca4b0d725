#include<cstdio>
#include<cmath>
double s,x,y;int n;
int main(){
scanf("%d",&n);
while(n--){
scanf("%lf%lf%lf",&s,&x,&y);
double t=s*s-x*x-y*y;
if(t<0)t=0;
printf("%.12f\n",sqrt(t));
}
}
