n,t=[int(x) for x in input().split()]
# poner primero los finos
lista=[]
suma=0
i=1
while i<=n and suma+i<=t:
    lista.append(i)
    suma+=i
    i+=1
print(len(lista))
for x in lista:
    print(x,end=' ')
print()
