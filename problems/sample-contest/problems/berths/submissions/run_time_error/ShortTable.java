import java.util.Scanner;

/* The table ends before the year does. */
public class ShortTable {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int[] change = new int[1000002];
        int n = in.nextInt();
        while (n-- > 0) {
            change[in.nextInt()]++;
            change[in.nextInt() + 1]--;
        }
        int most = 0, now = 0;
        for (int c : change) {
            now += c;
            most = Math.max(most, now);
        }
        System.out.println(most);
    }
}
