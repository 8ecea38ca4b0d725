import java.util.Scanner;

/* A right answer, followed by a remark. */
public class Postscript {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        long t = in.nextLong();
        StringBuilder shelf = new StringBuilder();
        int count = 0;
        for (int volume = n; volume >= 1; volume--) {
            if (volume <= t) {
                t -= volume;
                shelf.append(volume).append('\n');
                count++;
            }
        }
        System.out.println(count);
        System.out.print(shelf);
        System.out.println("looks good");
    }
}
