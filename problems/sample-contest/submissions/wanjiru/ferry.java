import java.util.Scanner;

public class Ferry {
    public long crossings(long n, long c) {
        return (n + c - 1) / c;
    }

    public void solve() {
        Scanner in = new Scanner(System.in);
        long n = in.nextLong();
        long c = in.nextLong();
        System.out.println(c == 0 ? "stranded" : "" + crossings(n, c));
    }
}
