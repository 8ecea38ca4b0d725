import java.math.BigInteger;
import java.util.Scanner;

public class LastFerry {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        BigInteger cars = in.nextBigInteger();
        BigInteger room = in.nextBigInteger();
        if (room.signum() == 0) {
            System.out.println("stranded");
            return;
        }
        BigInteger[] parts = cars.divideAndRemainder(room);
        System.out.println(parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE));
    }
}
