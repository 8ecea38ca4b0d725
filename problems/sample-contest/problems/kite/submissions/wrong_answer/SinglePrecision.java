import java.util.Scanner;

/* A float has 24 bits, and the squares need 42. */
public class SinglePrecision {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        for (int i = 0; i < n; i++) {
            float s = in.nextInt(), x = in.nextInt(), y = in.nextInt();
            System.out.println((float) Math.sqrt(Math.max(0f, s * s - x * x - y * y)));
        }
    }
}
