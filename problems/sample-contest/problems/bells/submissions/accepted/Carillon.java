import java.util.Arrays;
import java.util.Scanner;

public class Carillon {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        long[] pitch = new long[in.nextInt()];
        long d = in.nextLong(), x = in.nextLong(), a = in.nextLong(), c = in.nextLong(), m = in.nextLong();
        for (int i = 0; i < pitch.length; i++) {
            pitch[i] = x;
            x = (a * x + c) % m;
        }
        Arrays.sort(pitch);
        long pairs = 0;
        int low = 0;
        for (int high = 0; high < pitch.length; high++) {
            while (pitch[high] - pitch[low] > d) low++;
            pairs += high - low;
        }
        System.out.println(pairs);
    }
}
