#include <iostream>
#include <vector>
#include <algorithm>
#include <string>
#include <cmath>
#include <cstdio>
using namespace std;
typedef long long ll;
#define REP(i,n) for(int i=0;i<(int)(n);++i)
#define ALL(x) (x).begin(),(x).end()
#define pb push_back

int main(){
  int n;scanf("%d",&n);
  REP(i,n){
    ll s,x,y;scanf("%lld%lld%lld",&s,&x,&y);
    ll q=s*s-x*x-y*y;
    printf("%.8lf\n",q>0?(double)sqrtl(q):0.0);
  }
}
