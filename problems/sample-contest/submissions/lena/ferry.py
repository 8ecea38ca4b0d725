# second try: Python has big numbers
cars, places = map(int, input().split())
print("stranded" if places == 0 else (cars + places - 1) // places)
