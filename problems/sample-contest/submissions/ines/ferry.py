n,c=[int(x) for x in input().split()]
if c==0:
    print('stranded')
elif n%c==0:
    print(n//c)
else:
    print(n//c+1)
