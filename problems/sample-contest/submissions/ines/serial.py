s=input().strip()
# comprobar la entrada
assert int(s)>0
cuenta=[1,0,0,0,0,0,0]
r=0
p=1
total=0
for d in reversed(s):
    r=(r+int(d)*p)%7
    p=p*10%7
    total+=cuenta[r]
    cuenta[r]+=1
print(total)
