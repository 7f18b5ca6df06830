namespace ClusterEvents.Hosting.Diagnosis;

/// <summary>Compares the clock of this machine with that of another.</summary>
internal static class ClockDifference
{
    /// <summary>The difference that is no fault: tokens allow half a minute, a Date header has whole seconds.</summary>
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(5);

    /// <summary>A fault if the clocks differ; null if they agree, or if the other told no time.</summary>
    /// <param name="other">Whose clock it is, such as <c>clock of the database</c>.</param>
    /// <param name="told">The time that it told.</param>
    /// <param name="asked">When it was asked, by the clock of this machine.</param>
    /// <param name="answered">When it had answered, by the clock of this machine.</param>
    public static InstallationFault? FaultOf(
        string other, DateTimeOffset? told, DateTimeOffset asked, DateTimeOffset answered)
    {
        if (told is not { } now) return null;
        // The other clock was read somewhere between the two.
        var off = now < asked ? asked - now : now > answered ? now - answered : TimeSpan.Zero;
        var side = now < asked ? "ahead of" : "behind";
        return off <= Allowed ? null
            : new(other, $"The clock of this machine is {off.TotalSeconds:0} s {side} the {other}: tokens, days and "
                + "due dates are judged by it. Let all machines take the time from the same NTP servers "
                + "(`timedatectl status`).");
    }
}
