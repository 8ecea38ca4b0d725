// expect: run Exited; starts programs of the system, which see no more than it does
public class Processes
{
    public static void main(String[] arguments) throws Exception
    {
        for (String command : new String[] {"cat /etc/shadow", "ls /root", "mount -t tmpfs x /work"}) {
            Process process = Runtime.getRuntime().exec(command.split(" "));
            if (process.waitFor() == 0)
                System.exit(1);
        }
    }
}
