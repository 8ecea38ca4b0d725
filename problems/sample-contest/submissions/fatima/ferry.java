import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        Scanner sc = new Scanner(System.in);
        long n = sc.nextLong();
        long c = sc.nextLong();
        if (c == 0) {
            System.out.println("stranded");
        } else {
            long trips = n / c;
            if (n % c > 0) trips++;
            System.out.println(trips);
        }
        sc.close();
    }
}
