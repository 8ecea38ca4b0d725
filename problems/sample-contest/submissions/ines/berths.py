n=int(input())
segundos=[]
for i in range(n):
    a,b=[int(x) for x in input().split()]
    segundos+=list(range(a,b+1))
segundos.sort()
mejor=0
i=0
while i<len(segundos):
    j=i
    while j<len(segundos) and segundos[j]==segundos[i]:
        j+=1
    mejor=max(mejor,j-i)
    i=j
print(mejor)
