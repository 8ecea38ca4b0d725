import java.io.*;
import java.util.*;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader br = new BufferedReader(new InputStreamReader(System.in));
        int n = Integer.parseInt(br.readLine());
        List<int[]> ships = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            StringTokenizer st = new StringTokenizer(br.readLine());
            ships.add(new int[] { Integer.parseInt(st.nextToken()), Integer.parseInt(st.nextToken()) });
        }
        ships.sort(Comparator.comparingInt(s -> s[0]));
        PriorityQueue<Integer> leaving = new PriorityQueue<>();
        int best = 0;
        for (int[] s : ships) {
            while (!leaving.isEmpty() && leaving.peek() < s[0]) leaving.poll();
            leaving.add(s[1]);
            best = Math.max(best, leaving.size());
        }
        System.out.println(best);
    }
}
