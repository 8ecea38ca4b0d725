import java.util.Scanner;

/* The farthest chamber from anywhere is one end of the longest way. */
public class TwoWalks {
    static int chambers = 1;
    static int[] parent = new int[1000001];

    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int k = in.nextInt();
        while (k-- > 0) {
            int above = in.nextInt();
            for (int length = in.nextInt(); length > 0; length--) {
                parent[++chambers] = above;
                above = chambers;
            }
        }
        int[] depth = new int[chambers + 1];
        int end = 1;
        for (int v = 2; v <= chambers; v++) {
            depth[v] = depth[parent[v]] + 1;
            if (depth[v] > depth[end]) end = v;
        }
        // Distances from "end": first along its way up, then down everywhere else.
        int[] distance = new int[chambers + 1];
        boolean[] known = new boolean[chambers + 1];
        for (int v = end, d = 0; v != 0; v = parent[v]) {
            distance[v] = d++;
            known[v] = true;
        }
        int best = 0;
        for (int v = 1; v <= chambers; v++) {
            if (!known[v]) distance[v] = distance[parent[v]] + 1;
            best = Math.max(best, distance[v]);
        }
        System.out.println(best);
    }
}
