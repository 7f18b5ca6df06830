using System.ComponentModel.DataAnnotations;

namespace ClusterEvents.Domain.Model;

/// <summary>How exactly a date is known. OnOrBefore: it was so that day at the latest.</summary>
public enum Precision { Day, Month, Year, OnOrBefore, Unknown }
