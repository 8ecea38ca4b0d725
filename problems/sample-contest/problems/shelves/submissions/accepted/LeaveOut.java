import java.util.Scanner;

/* Chooses what does not go onto the shelf, then prints the others. */
public class LeaveOut {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        long spare = (long) n * (n + 1) / 2 - in.nextLong();
        StringBuilder shelf = new StringBuilder();
        int count = 0;
        for (int volume = n; volume >= 1; volume--) {
            if (volume <= spare) {
                spare -= volume;
            } else {
                shelf.append(' ').append(volume);
                count++;
            }
        }
        System.out.println(count + "" + shelf);
    }
}
