import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

public class Frame {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        String[] notice = new String[Integer.parseInt(in.readLine())];
        int width = 0;
        for (int i = 0; i < notice.length; i++) {
            notice[i] = in.readLine();
            width = Math.max(width, notice[i].length());
        }
        String edge = "+" + "-".repeat(width + 2) + "+\n";
        StringBuilder out = new StringBuilder(edge);
        for (String text : notice) {
            int spare = width - text.length();
            out.append("| ").append(" ".repeat(spare / 2)).append(text);
            out.append(" ".repeat(spare - spare / 2)).append(" |\n");
        }
        System.out.print(out.append(edge));
    }
}
