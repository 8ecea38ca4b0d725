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

// plecak: from[x] = ostatni tom w sumie x
int main(){
  int n;ll t;cin>>n>>t;
  vector<int> from(t+1,0);
  from[0]=-1;
  for(int v=n;v>=1&&!from[t];--v){
    for(ll x=t;x>=v;--x) if(!from[x]&&from[x-v]) from[x]=v;
  }
  vector<int> w;
  for(ll x=t;x>0;x-=from[x]) w.pb(from[x]);
  cout<<w.size()<<endl;
  REP(i,w.size()) cout<<w[i]<<" ";
  cout<<endl;
}
