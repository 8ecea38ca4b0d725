// expect: run Exited|MemoryLimit; keeps all memory it can get
import java.util.ArrayList;

public class Hoard
{
    public static void main(String[] arguments)
    {
        ArrayList<byte[]> kept = new ArrayList<>();
        try {
            while (true)
                kept.add(new byte[1 << 20]);
        } catch (OutOfMemoryError error) {
            System.exit(0);
        }
    }
}
