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
  ll n,d,s,a,c,m;cin>>n>>d>>s>>a>>c>>m;
  vector<ll> v;
  REP(i,n){v.pb(s);s=(a*s+c)%m;}
  sort(ALL(v));
  ll w=0;
  REP(i,n) w+=upper_bound(ALL(v),v[i]+d)-v.begin()-i-1;
  cout<<w<<endl;
}
