import java.util.Locale;
import java.util.Scanner;

class Kite {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        in.useLocale(Locale.ROOT);
        for (int left = in.nextInt(); left > 0; left--) {
            long s = in.nextLong(), x = in.nextLong(), y = in.nextLong();
            double height = Math.sqrt(Math.max(0L, s * s - x * x - y * y));
            System.out.printf(Locale.ROOT, "%.8f%n", height);
        }
    }
}
