import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/* Goes from left to right and keeps, for each remainder, how many pieces end here. */
public class Ending {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in), 1 << 16);
        long[] ending = new long[7];
        long count = 0;
        for (int c = in.read(); c >= '0' && c <= '9'; c = in.read()) {
            long[] next = new long[7];
            int digit = c - '0';
            for (int r = 0; r < 7; r++) next[(r * 10 + digit) % 7] += ending[r];
            next[digit % 7]++;
            ending = next;
            count += ending[0];
        }
        System.out.println(count);
    }
}
