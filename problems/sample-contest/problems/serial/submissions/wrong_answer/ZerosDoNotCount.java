import java.util.Scanner;

/* Skips the pieces that begin with a zero. */
public class ZerosDoNotCount {
    public static void main(String[] args) {
        String s = new Scanner(System.in).nextLine();
        long[] seen = {1, 0, 0, 0, 0, 0, 0};
        long count = 0;
        int r = 0, p = 1;
        for (int i = s.length() - 1; i >= 0; i--) {
            r = (r + (s.charAt(i) - '0') * p) % 7;
            p = p * 10 % 7;
            if (s.charAt(i) != '0') count += seen[r];
            seen[r]++;
        }
        System.out.println(count);
    }
}
