import java.util.Scanner;

public class Ferry {

    static long trips(long n, long c) {
        long t = n / c;
        return n % c == 0 ? t : t + 1;
    }

    public static void main(String[] args) {
        Scanner input = new Scanner(System.in);
        System.out.println(trips(input.nextLong(), input.nextLong()));
    }
}
