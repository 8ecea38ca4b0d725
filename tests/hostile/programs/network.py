# expect: run Exited; finds no network of any family
import socket
for family in (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET):
    try:
        socket.socket(family, socket.SOCK_DGRAM)
    except OSError:
        continue
    raise SystemExit("a socket of family %d" % family)
