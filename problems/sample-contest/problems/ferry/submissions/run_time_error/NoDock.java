import java.util.Scanner;

/* Forgets that the ferry may lie in dock. */
class NoDock {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        long n = in.nextLong(), c = in.nextLong();
        System.out.println((n + c - 1) / c);
    }
}
