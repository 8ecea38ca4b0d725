import java.util.Scanner;

/* 2000 ships are few enough to count, for each arrival, the ships that are there. */
public class Pairwise {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        int[] a = new int[n], b = new int[n];
        for (int i = 0; i < n; i++) {
            a[i] = in.nextInt();
            b[i] = in.nextInt();
        }
        int most = 0;
        for (int i = 0; i < n; i++) {
            int here = 0;
            for (int j = 0; j < n; j++) if (a[j] <= a[i] && a[i] <= b[j]) here++;
            most = Math.max(most, here);
        }
        System.out.println(most);
    }
}
