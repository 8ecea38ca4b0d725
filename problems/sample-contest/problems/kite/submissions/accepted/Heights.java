import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

public class Heights {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int n = Integer.parseInt(in.readLine().trim());
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < n; i++) {
            String[] words = in.readLine().split(" ");
            long square = 0;
            for (int k = 0; k < 3; k++) {
                long number = Long.parseLong(words[k]);
                square += k == 0 ? number * number : -number * number;
            }
            out.append(Math.sqrt(Math.max(0, square))).append('\n');
        }
        System.out.print(out);
    }
}
