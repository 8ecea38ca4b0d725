n=int(input())
for i in range(n):
    s,x,y=[int(x) for x in input().split()]
    h=s*s-x*x-y*y
    if h<0:
        h=0
    print('%.8f'%(h**0.5))
