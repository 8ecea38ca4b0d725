import java.util.Scanner;

public class AllPairs {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        long d = in.nextLong(), x = in.nextLong(), a = in.nextLong(), c = in.nextLong(), m = in.nextLong();
        long[] pitch = new long[n];
        long pairs = 0;
        for (int i = 0; i < n; i++) {
            pitch[i] = x;
            for (int j = 0; j < i; j++) {
                if (Math.abs(pitch[j] - x) <= d) pairs++;
            }
            x = (a * x + c) % m;
        }
        System.out.println(pairs);
    }
}
