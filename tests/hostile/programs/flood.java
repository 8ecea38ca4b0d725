// SPDX-License-Identifier: GPL-3.0-or-later
public class Main {
    public static void main(String[] arguments) {
        while (true)
            System.out.println("7777777777777777777777777777777777777777777777777777777777777777777");
    }
}
