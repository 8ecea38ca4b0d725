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
            double s = Double.parseDouble(words[0]);
            double ground = Math.hypot(Double.parseDouble(words[1]), Double.parseDouble(words[2]));
            out.append(Math.sqrt(Math.max(0, (s - ground) * (s + ground)))).append('\n');
        }
        System.out.print(out);
    }
}
