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

ll cnt[7];
int main(){
  ios::sync_with_stdio(0);cin.tie(0);
  string s;cin>>s;
  reverse(ALL(s));
  int r=0,p=1;ll w=0;
  cnt[0]=1;
  REP(i,s.size()){ r=(r+p*(s[i]-'0'))%7; p=p*3%7; w+=cnt[r]++; }
  cout<<w<<endl;
}
