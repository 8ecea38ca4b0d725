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

// glebokosc od wejscia
int main(){
  int k;cin>>k;
  vector<int> g(2,0);
  REP(i,k){
    int a,l;cin>>a>>l;
    int d=g[a];
    REP(j,l) g.pb(++d);
  }
  cout<<*max_element(ALL(g))<<endl;
}
