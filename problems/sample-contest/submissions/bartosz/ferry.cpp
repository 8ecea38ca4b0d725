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
  ios::sync_with_stdio(0);cin.tie(0);
  ll n,c;cin>>n>>c;
  if(!c){puts("stranded");return 0;}
  cout<<(n/c+(n%c?1:0))<<endl;
}
