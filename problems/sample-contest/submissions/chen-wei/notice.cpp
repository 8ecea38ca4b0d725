#include<cstdio>
#include<cstring>
char a[12][64];int n,w;
int main(){
scanf("%d",&n);
for(int i=0;i<n;i++){scanf(" %[^\n]",a[i]);int l=strlen(a[i]);if(l>w)w=l;}
auto bar=[]{putchar('+');for(int i=0;i<w+2;i++)putchar('-');puts("+");};
bar();
for(int i=0;i<n;i++){
int l=strlen(a[i]),p=(w-l+1)/2;
printf("| %*s%s%*s |\n",p,"",a[i],w-l-p,"");
}
bar();
}
