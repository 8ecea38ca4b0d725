import java.util.*;

public class Main {
    public static void main(String[] args) {
        Scanner sc = new Scanner(System.in);
        int n = sc.nextInt();
        long d = sc.nextLong(), x = sc.nextLong(), a = sc.nextLong(), c = sc.nextLong(), m = sc.nextLong();
        int[] p = new int[n];
        for (int i = 0; i < n; i++) {
            p[i] = (int) x;
            x = (a * x + c) % m;
        }
        Arrays.sort(p);
        int lo = 0;
        long ans = 0;
        for (int hi = 0; hi < n; hi++) {
            while (p[hi] - p[lo] > d) lo++;
            ans += hi - lo;
        }
        System.out.println(ans);
    }
}
