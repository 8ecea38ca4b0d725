// SPDX-License-Identifier: GPL-3.0-or-later
public class Main {
    interface N<Z> {
    }
    static class C<X> implements N<N<? super C<C<X>>>> {
        N<? super C<Byte>> cast(C<Byte> from) {
            return from;
        }
    }
    public static void main(String[] arguments) {
        System.out.println(7);
    }
}
