import java.util.Scanner;

/* Believes that the longest way passes through the entrance. */
class ThroughEntrance {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int k = in.nextInt(), chambers = 1;
        int[] depth = new int[1000001], arm = new int[1000001];
        while (k-- > 0) {
            int above = in.nextInt();
            for (int length = in.nextInt(); length > 0; length--) {
                chambers++;
                depth[chambers] = depth[above] + 1;
                arm[chambers] = above == 1 ? chambers : arm[above];
                above = chambers;
            }
        }
        int[] longest = new int[1000001];
        for (int v = 2; v <= chambers; v++) longest[arm[v]] = Math.max(longest[arm[v]], depth[v]);
        int first = 0, second = 0;
        for (int l : longest) {
            if (l > first) {
                second = first;
                first = l;
            } else if (l > second) {
                second = l;
            }
        }
        System.out.println(first + second);
    }
}
