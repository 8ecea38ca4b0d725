// expect: run OutputLimit; prints for ever, and a PrintStream never says that it failed
public class Flood
{
    public static void main(String[] arguments)
    {
        while (true)
            System.out.println("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
    }
}
