import java.util.Scanner;

public class Kite {

    public static void main(String[] args) {
        Scanner input = new Scanner(System.in);
        int n = input.nextInt();
        while (n-- > 0) {
            double s = input.nextInt(), x = input.nextInt(), y = input.nextInt();
            double h = Math.sqrt(Math.max(0, s * s - x * x - y * y));
            System.out.println(Math.round(h * 1000) / 1000.0);
        }
    }
}
